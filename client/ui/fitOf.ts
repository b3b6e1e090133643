/** Of an upright picture in a wide place, as much must stay that a face is whole. */
const MOST_CUT_OF_HEIGHT = 0.4

/**
 * How a face fills a place, both given as width by height: a wide picture may lose its sides, where there is only a room;
 * an upright one may not lose forehead and chin.
 */
export function fitOf(picture: number, place: number): 'cover' | 'contain' {
  const cutOfHeight = picture < place ? 1 - picture / place : 0
  return cutOfHeight > MOST_CUT_OF_HEIGHT ? 'contain' : 'cover'
}
