import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const Area = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() });
export type Area = z.infer<typeof Area>;

const Place = z.object({ bounds: Area, maximised: z.boolean() });
export type WindowPlace = z.infer<typeof Place>;

export const SMALLEST = { width: 900, height: 600 };
const USUAL = { width: 1280, height: 840 };

/** Where the window stood last. A missing or damaged file means: nowhere yet. */
export function readPlace(file: string): WindowPlace | undefined {
  try {
    return Place.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Answers false when it could not be kept; the window then opens at its usual place. */
export function keepPlace(file: string, place: WindowPlace): boolean {
  try {
    writeFileSync(file, JSON.stringify(place));
    return true;
  } catch {
    return false;
  }
}

/**
 * Bounds for a new window, given the work areas of the screens there are now: a window whose screen was unplugged,
 * or whose title bar cannot be reached, opens at the usual size where the system puts it.
 */
export function fitPlace(place: WindowPlace | undefined, screens: readonly Area[]): Partial<Area> {
  const bounds = place?.bounds;
  const screen = bounds && screens.find((area) => holdsTitleBar(area, bounds));
  if (!bounds || !screen) return usualSize(screens[0]);
  const width = Math.max(SMALLEST.width, Math.min(bounds.width, screen.width));
  const height = Math.max(SMALLEST.height, Math.min(bounds.height, screen.height));
  return { x: bounds.x, y: bounds.y, width, height };
}

function usualSize(screen: Area | undefined): Partial<Area> {
  if (!screen) return USUAL;
  return { width: Math.min(USUAL.width, screen.width), height: Math.min(USUAL.height, screen.height) };
}

function holdsTitleBar(screen: Area, bounds: Area): boolean {
  const visible = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  return visible >= 100 && bounds.y >= screen.y && bounds.y <= screen.y + screen.height - 40;
}
