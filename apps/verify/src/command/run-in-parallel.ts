/**
 * Runs work on each item, at most so many at once, and returns the results in the order of the items. Nothing is under
 * way any more when it rejects.
 */
export async function runInParallel<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const entries = items.entries()
  const worker = async () => {
    for (const [position, item] of entries) results[position] = await work(item)
  }
  const workers = Array.from({ length: Math.min(most, items.length) }, worker)
  const ends = await Promise.allSettled(workers)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return results
}
