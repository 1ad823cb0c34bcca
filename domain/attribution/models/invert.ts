/**
 * The inverse of a square matrix, row by row in one array, by Gauss and Jordan's elimination with partial pivoting. n³ multiplications: a second for a thousand
 * rows, so it pauses after each row. For I − Q of an absorbing chain the entries are right to about 10⁻¹² of their size. What is 0 in a row that is
 * subtracted is left out: the columns that were eliminated before, and in the inverse those that no row has reached yet.
 */
export async function invert(matrix: Float64Array, size: number, pause: () => Promise<void> = async () => {}): Promise<Float64Array> {
  const a = Float64Array.from(matrix);
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) inverse[i * size + i] = 1;
  for (let column = 0; column < size; column++) {
    const pivot = pivotRow(a, size, column);
    swapRows(a, size, column, pivot);
    swapRows(inverse, size, column, pivot);
    eliminate(a, inverse, size, column);
    await pause();
  }
  return inverse;
}

function pivotRow(a: Float64Array, size: number, column: number): number {
  let best = column;
  for (let row = column + 1; row < size; row++) {
    if (Math.abs(at(a, row * size + column)) > Math.abs(at(a, best * size + column))) best = row;
  }
  if (at(a, best * size + column) === 0) throw new RangeError('The matrix has no inverse.');
  return best;
}

function swapRows(a: Float64Array, size: number, one: number, other: number): void {
  if (one === other) return;
  const kept = a.slice(one * size, (one + 1) * size);
  a.copyWithin(one * size, other * size, (other + 1) * size);
  a.set(kept, other * size);
}

function eliminate(a: Float64Array, inverse: Float64Array, size: number, column: number): void {
  const pivot = at(a, column * size + column);
  const from = column * size;
  let reached = 0;
  for (let i = 0; i < size; i++) {
    a[from + i] = at(a, from + i) / pivot;
    inverse[from + i] = at(inverse, from + i) / pivot;
    if (inverse[from + i] !== 0) reached = i + 1;
  }
  for (let row = 0; row < size; row++) {
    const factor = at(a, row * size + column);
    if (row === column || factor === 0) continue;
    const to = row * size;
    for (let i = column; i < size; i++) a[to + i] = at(a, to + i) - factor * at(a, from + i);
    for (let i = 0; i < reached; i++) inverse[to + i] = at(inverse, to + i) - factor * at(inverse, from + i);
  }
}

const at = (a: Float64Array, index: number): number => a[index] ?? 0;
