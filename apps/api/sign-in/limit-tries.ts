import type { FastifyRequest } from 'fastify';
import { createClientNetwork } from '#apps/api/access/client-address.ts';
import { NetworkLimits } from '#apps/api/access/network-limits.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import type { SignInDeps } from './sign-in-deps.ts';

/** Tries a minute. Unlike a key, a password can be guessed, so that too many tries are refused unread, right ones too. */
const triesPerMinute = { ofNetwork: 30, ofAddress: 20, ofBoth: 10 };

/** The way to an identity provider and back, where nothing can be guessed. A company signs in from one address, at nine o'clock. */
const ssoPerMinute = 300;

/** Throws if the network has begun or finished too many sign-ins at identity providers. Returns the network. */
export function limitSso({ settings }: Pick<SignInDeps, 'settings'>): (request: FastifyRequest) => string {
  const networkOf = createClientNetwork(settings);
  const limits = new NetworkLimits();
  return (request) => {
    const network = networkOf(request);
    const waitS = limits.take(network, ssoPerMinute);
    if (waitS > 0) throw tooMany(waitS);
    return network;
  };
}

const tooMany = (waitS: number) => new RateLimited(`Too many attempts to sign in. Retry in ${waitS} s.`, waitS);

/** Throws if the network, the address, or the network for this address has tried too often. Returns the network. */
export function limitTries({ settings }: Pick<SignInDeps, 'settings'>): (request: FastifyRequest, email?: string) => string {
  const networkOf = createClientNetwork(settings);
  const limits = { ofNetwork: new NetworkLimits(), ofAddress: new NetworkLimits(), ofBoth: new NetworkLimits() };
  return (request, email) => {
    const network = networkOf(request);
    const names = { ofBoth: `${network} ${email}`, ofNetwork: network, ofAddress: email ?? '' };
    // A link cannot be guessed, and is nobody's before it is found.
    for (const kind of email === undefined ? (['ofNetwork'] as const) : (['ofBoth', 'ofNetwork', 'ofAddress'] as const)) {
      const waitS = limits[kind].take(names[kind], triesPerMinute[kind]);
      if (waitS > 0) throw tooMany(waitS);
    }
    return network;
  };
}
