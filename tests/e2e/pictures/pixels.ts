import type { ElementHandle, Page, ScreenshotClip } from "puppeteer";

/** What a picture shows: the share of its pixels that stand out, 3 to 1 or more, from the pixel in its upper left corner. */
export interface Ink {
  readonly share: number;
  readonly left: number;
  readonly right: number;
}

/** How much of `element`, or of a part of it in CSS pixels from its corner, is inked as the browser paints it. */
export async function inkOf(page: Page, element: ElementHandle | null, part?: ScreenshotClip): Promise<Ink> {
  const box = await element?.boundingBox();
  if (box === null || box === undefined) throw new Error("there is nothing to look at");
  const clip =
    part === undefined
      ? box
      : { x: box.x + part.x, y: box.y + part.y, width: part.width, height: part.height };
  const picture = await page.screenshot({ clip, encoding: "base64" });
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const { width, height } = image;
    const canvas = new OffscreenCanvas(width, height).getContext("2d");
    if (canvas === null) throw new Error("no canvas");
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, width, height);
    const luminance = (index: number) => {
      const [red = 0, green = 0, blue = 0] = [...data.subarray(index * 4, index * 4 + 3)].map(
        (channel) => (channel / 255) ** 2.2,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = luminance(0);
    const isInk = (index: number) => {
      const own = luminance(index);
      return (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05) >= 3;
    };
    const pixels = Array.from({ length: width * height }, (_, index) => index);
    const shareOf = (some: readonly number[]) => some.filter(isInk).length / some.length;
    return {
      share: shareOf(pixels),
      left: shareOf(pixels.filter((index) => index % width < width / 3)),
      right: shareOf(pixels.filter((index) => index % width >= (width * 2) / 3)),
    };
  }, picture);
}
