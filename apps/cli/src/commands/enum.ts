import { Command } from 'commander'
import type { RunCommand } from './command-runner.ts'
import { enumListCommand } from './enum-list.ts'
import { enumShowCommand } from './enum-show.ts'

/** `enum list`, `enum show NAME` */
export function enumCommand(run: RunCommand): Command {
  return new Command('enum')
    .description('look at enums; changes nothing')
    .addCommand(enumListCommand(run))
    .addCommand(enumShowCommand(run))
}
