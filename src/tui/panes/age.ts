/** How long ago, in a word; `now` and the time in milliseconds since the epoch. */
export function age(at: number, now: number): string {
  const seconds = Math.floor((now - at) / 1000);
  if (Number.isNaN(seconds) || at <= 0) return '';
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

/** `12:04:31`, local time. */
export function clockTime(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}

/** As `clockTime`; with the day where that is not today's. */
export function dayTime(at: number, now: number): string {
  return new Date(at).toDateString() === new Date(now).toDateString() ? clockTime(at) : fullTime(at);
}

/** `2026-11-23 12:04:31`, local time as all times of the screen. */
export function fullTime(at: number): string {
  const day = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())} ${clockTime(at)}`;
}

/** `00:04:12` */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
