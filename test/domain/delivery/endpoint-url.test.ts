import { describe, expect, test } from 'vitest';
import { isOtherOrigin, maskQuery, mergeUrl } from '#domain/delivery/endpoint-url.ts';

const M = '********';

test.each([
  ['https://a.example/hooks', 'https://a.example/hooks'],
  ['https://a.example/?token=s&x=1', `https://a.example/?token=${M}&x=${M}`],
  ['https://a.example/?s3cret', `https://a.example/?${M}`],
  ['https://a.example/?a=b=c?d&&e=', `https://a.example/?a=${M}&&e=`],
  [`https://a.example/?token=${M}`, `https://a.example/?token=${M}`],
  ['https://a.example/?', 'https://a.example/?'],
])('%s is shown as %s', (url, shown) => {
  expect(maskQuery(url)).toBe(shown);
});

test.each([
  ['https://a.example/a\nb', 'https://a.example/ab'],
  [' HTTPS://A.example:443/a b', 'https://a.example/a%20b'],
  ['https://münchen.example/../x?q=ü', 'https://xn--mnchen-3ya.example/x?q=%C3%BC'],
  ['https://a.example', 'https://a.example/'],
])('%j is stored as it is dialled', (sent, url) => {
  expect(mergeUrl(undefined, sent)).toEqual({ url, errors: [] });
});

describe('a masked value', () => {
  const stored = 'https://a.example/x?token=one&token=two&bare&n=3';

  test('keeps the stored one of its name, in the order of the stored ones', () => {
    expect(mergeUrl(stored, maskQuery(stored))).toEqual({ url: stored, errors: [] });
    expect(mergeUrl(stored, `https://a.example/y?n=${M}&${M}&new=4&token=${M}`).url).toBe('https://a.example/y?n=3&bare&new=4&token=one');
  });

  test('without a stored one is an error', () => {
    for (const sent of [`https://a.example/x?other=${M}`, `https://a.example/x?n=${M}&n=${M}`]) {
      expect(mergeUrl(stored, sent).errors).toMatchObject([{ field: 'url', code: 'no_stored_value' }]);
    }
    expect(mergeUrl(undefined, `https://a.example/x?token=${M}`).errors).toHaveLength(1);
  });

  test.each(['http://a.example/x', 'https://a.example:8443/x', 'https://b.example/x', 'https://a.example.evil.example/x'])(
    'is an error at another origin: %s',
    (elsewhere) => {
      expect(isOtherOrigin(stored, elsewhere)).toBe(true);
      const { errors } = mergeUrl(stored, `${elsewhere}?n=${M}`);
      expect(errors).toMatchObject([{ field: 'url', message: expect.stringContaining('another origin') }]);
    },
  );
});
