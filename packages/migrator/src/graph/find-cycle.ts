/** Returns the names along one cycle, the first repeated at the end; null where there is none. */
export function findCycle(dependencies: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>()
  for (const start of dependencies.keys()) {
    const cycle = walk(start, [])
    if (cycle !== null) return cycle
  }
  return null

  function walk(name: string, path: readonly string[]): string[] | null {
    const seenAt = path.indexOf(name)
    if (seenAt !== -1) return [...path.slice(seenAt), name]
    if (done.has(name)) return null
    for (const dependency of dependencies.get(name) ?? []) {
      const cycle = walk(dependency, [...path, name])
      if (cycle !== null) return cycle
    }
    done.add(name)
    return null
  }
}
