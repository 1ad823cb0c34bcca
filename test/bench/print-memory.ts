/** Imported before a program that a bench runs: says at its end how much memory it had at most, in kilobytes. */
process.on('exit', () => console.error(`most resident: ${process.resourceUsage().maxRSS}`));
