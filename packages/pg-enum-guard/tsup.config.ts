import { defineBuild } from '@omni/tsup-config'

export default defineBuild(['src/index.ts', 'src/kysely.ts', 'src/pg.ts'], 'node20')
