#!/usr/bin/env node
import nodeModule from 'node:module'

// Absent before Node 22.8. Beside the program and not in the temporary folder, which others can write to.
nodeModule.enableCompileCache?.(`${import.meta.dirname}/../node_modules/.cache/node`)

const { main } = await import('./main.ts')
await main()
