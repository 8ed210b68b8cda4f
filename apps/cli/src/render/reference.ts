import type { Command, Option } from 'commander'
import { environmentVariables } from '../environment.ts'
import { errorCodesOf, exitCodeMeanings, exitCodes, type Outcome } from '../exit-codes.ts'

/** Returns the reference part of the README: commands, flags, environment and exit codes, from the program itself. */
export function renderReference(program: Command): string {
  return [
    '## Commands',
    ...leaves(program).map((command) => renderCommand(command, program.name())),
    '## Flags of every command',
    'Before or after the name of the command.',
    renderOptions(program.options),
    '## Environment',
    table(
      ['variable', ''],
      Object.entries(environmentVariables).map(([names, text]) => [code(names), text]),
    ),
    '## Exit codes',
    table(['code', 'meaning', '`code` of the error'], (Object.keys(exitCodes) as Outcome[]).map(exitCodeRow)),
  ].join('\n\n')
}

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves)
}

function renderCommand(command: Command, programName: string): string {
  const usage = [
    ...pathOf(command),
    ...command.registeredArguments.map((argument) =>
      argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
    ),
  ].join(' ')
  const parts = [`### \`${programName} ${usage}\``, sentence(command.description())]
  const argumentRows = command.registeredArguments.map((argument) => [
    code(argument.name()),
    argument.description,
  ])
  const optionRows = command.options.map(optionRow)
  if (argumentRows.length + optionRows.length > 0)
    parts.push(table(['', ''], [...argumentRows, ...optionRows]))
  return parts.join('\n\n')
}

function pathOf(command: Command): string[] {
  return command.parent === null ? [] : [...pathOf(command.parent), command.name()]
}

function renderOptions(options: readonly Option[]): string {
  return table(['flag', ''], options.map(optionRow))
}

function optionRow({ flags, description, defaultValueDescription }: Option): string[] {
  const byDefault = defaultValueDescription === undefined ? '' : `; ${defaultValueDescription} by default`
  return [code(flags), `${description}${byDefault}`]
}

function exitCodeRow(outcome: Outcome): string[] {
  return [String(exitCodes[outcome]), exitCodeMeanings[outcome], errorCodesOf(outcome).map(code).join(' ')]
}

function code(text: string): string {
  return text
    .split(', ')
    .map((part) => `\`${part}\``)
    .join(', ')
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

// Aligned as the formatter does it, which would otherwise change what was generated.
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows.map((row) => row.map(cellOf))]
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[], fill = ' ') =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width, fill)).join(' | ')} |`
  const [first = [], ...others] = cells
  return [line(first), line([], '-'), ...others.map((row) => line(row))].join('\n')
}

function cellOf(text: string): string {
  // Outside of code, Markdown takes <word> for HTML and leaves it out.
  const parts = text.split(/(`[^`]*`)/)
  return parts
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;')))
    .join('')
    .replaceAll('|', '\\|')
}
