-- Up Migration
create type node_type_enum as enum ('effect', 'compute', 'reducer', 'orchestrator');

create table node_registrations (
  id uuid not null default gen_random_uuid() constraint node_registrations_pkey primary key,
  node_id varchar(255) not null constraint node_registrations_node_id_key unique,
  node_type node_type_enum not null,
  capabilities jsonb not null default '{}'::jsonb,
  endpoints jsonb not null default '{}'::jsonb,
  metadata jsonb not null default '{}'::jsonb,
  health_endpoint varchar(500),
  last_heartbeat timestamptz,
  registered_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index idx_node_registrations_node_id on node_registrations (node_id);
create index idx_node_registrations_node_type on node_registrations (node_type);
create index idx_node_registrations_last_heartbeat on node_registrations (last_heartbeat desc);
create index idx_node_registrations_updated_at on node_registrations (updated_at desc);
create index idx_node_registrations_capabilities_gin on node_registrations using gin (capabilities);
create index idx_node_registrations_endpoints_gin on node_registrations using gin (endpoints);
create index idx_node_registrations_metadata_gin on node_registrations using gin (metadata);
