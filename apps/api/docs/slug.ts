/** GitHub's ids of headings, so that a link to `#a-section` works there and on the site. One for each page: repeats are numbered. */
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

/** https://docs.github.com/en/get-started/writing-on-github: letters, digits, - and _ stay, spaces become -, the rest goes. */
const slugOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
