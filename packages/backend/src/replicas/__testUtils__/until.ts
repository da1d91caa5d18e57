const POLL_MS = 200;

/** Asks again and again until there is an answer; a test's time limit ends it. */
export async function until<T>(
  ask: () => Promise<T | undefined | false | null>,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}
