#!/usr/bin/env node
import nodeModule from 'node:module'

// Absent before Node 22.8; with it the next start skips most of the parsing.
nodeModule.enableCompileCache?.()

const { main } = await import('./main.ts')
await main()
