/** Gives headings the ids that GitHub gives them, so that links to sections work in both places. One for each page: it numbers repeats. */
export function createSlugger(): (heading: string) => string {
  const taken = new Set<string>();
  return (heading) => {
    const slug = slugOf(heading);
    let unique = slug;
    for (let repeat = 1; taken.has(unique); repeat++) unique = `${slug}-${repeat}`;
    taken.add(unique);
    return unique;
  };
}

/** https://docs.github.com/en/get-started/writing-on-github. Letters, digits, - and _ are kept, spaces become -. */
export const slugOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
