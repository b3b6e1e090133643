import { Router } from 'express'

/** `/livez`: the process answers. `/readyz`: its parts do too and it is not stopping; else 503. */
export function health(ready: () => Promise<boolean>): Router {
  const router = Router()
  router.get('/livez', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ alive: true })
  })
  router.get('/readyz', async (_request, response) => {
    const isReady = await ready().catch(() => false)
    response
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ready: isReady })
  })
  return router
}
