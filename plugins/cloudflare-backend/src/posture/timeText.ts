/** A moment as sentences tell it: to the minute, in UTC. */
export function timeText(time: Date | string): string {
  const [day, clock] = new Date(time).toISOString().split('T');
  return `${day} ${clock.slice(0, 5)} UTC`;
}
