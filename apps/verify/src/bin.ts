#!/usr/bin/env node
import { runOnProcess } from '@omni/cli'
import { runProgram } from './run-program.ts'

await runOnProcess(runProgram)
