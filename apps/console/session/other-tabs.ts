/** `changed`: something that other tabs may show. */
type News = 'signed_in' | 'signed_out' | 'changed';

/** Between the tabs of this browser that show the console. */
const channel = new BroadcastChannel('causeway');

// It reaches its own origin only, and takes no other.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
export const tellOtherTabs = (news: News): void => channel.postMessage(news);

export const onNews = (listener: (news: News) => void): void =>
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => listener(data));
