/** Returns the statement that runs a block of PL/pgSQL, in dollar quotes that the block cannot end. */
export function doStatement(body: string): string {
  for (let attempt = 0; ; attempt += 1) {
    const tag = `$omni${attempt}$`
    if (!body.includes(tag)) return `do ${tag}${body}${tag}`
  }
}
