/** A file that the page handed to the browser. */
export interface Download {
  name: string;
  text: string;
}

/** Keeps the files that are handed to the browser, which jsdom does not take. */
export function captureDownloads(): Download[] {
  const downloads: Download[] = [];
  const texts = new Map<string, string>();
  jest
    .spyOn(global, 'Blob')
    .mockImplementation(
      parts => ({ text: (parts ?? []).join('') } as unknown as Blob),
    );
  URL.createObjectURL = blob => {
    const url = `blob:${texts.size}`;
    texts.set(url, (blob as unknown as { text: string }).text);
    return url;
  };
  URL.revokeObjectURL = () => {};
  jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(function click(this: HTMLAnchorElement) {
      downloads.push({
        name: this.download,
        text: texts.get(this.href) ?? '',
      });
    });
  return downloads;
}
