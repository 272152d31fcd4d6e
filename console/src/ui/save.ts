/** Hands something to the visitor as a file. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export const saveFile = (name: string, type: string, text: string): void => saveBlob(name, new Blob([text], { type }));
