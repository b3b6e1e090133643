import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { startEmbedded } from '../../server/persistence/EmbeddedPostgres.ts'
import { isAlive, until } from '../../server/persistence/postmaster.ts'
import { embeddedFolder, keptIn, killed, postmasterOf, writer } from './embeddedFolder.ts'

// Each test makes databases on the disk, durably: seconds when the machine is quiet.
vi.setConfig({ testTimeout: 120_000 })

test('after kill -9 of Node the database still runs, is attached to, and has every confirmed row', async () => {
  await using dir = await embeddedFolder()
  const { child, acked, attached } = await writer(dir.path)
  expect(attached).toBe(false)
  await killed(child, 'SIGKILL')
  const pid = await postmasterOf(dir.path)
  expect(isAlive(pid)).toBe(true)

  const again = await startEmbedded({ dataDir: dir.path })
  expect(again.attached).toBe(true)
  const kept = await keptIn(again.url)
  expect(acked.length).toBeGreaterThanOrEqual(200)
  expect(acked.filter((id) => !kept.has(id))).toEqual([])
  await again.stop()
  expect(isAlive(pid)).toBe(false)
})

test('after kill -9 of Node and PostgreSQL every confirmed row is there again', async () => {
  await using dir = await embeddedFolder()
  const { child, acked } = await writer(dir.path)
  const pid = await postmasterOf(dir.path)
  process.kill(pid, 'SIGKILL')
  await killed(child, 'SIGKILL')
  expect(await until(() => !isAlive(pid), 5_000)).toBe(true)

  const again = await startEmbedded({ dataDir: dir.path })
  expect(again.attached).toBe(false)
  const kept = await keptIn(again.url)
  expect(acked.filter((id) => !kept.has(id))).toEqual([])
  await again.stop()
})

test('a clean stop leaves neither process nor pid file, and every confirmed row', async () => {
  await using dir = await embeddedFolder()
  const { child, acked } = await writer(dir.path)
  const pid = await postmasterOf(dir.path)
  await killed(child, 'SIGTERM')
  expect(isAlive(pid)).toBe(false)
  await expect(stat(join(dir.path, 'postgres/cluster/postmaster.pid'))).rejects.toThrow(/ENOENT/)
  const again = await startEmbedded({ dataDir: dir.path })
  const kept = await keptIn(again.url)
  await again.stop()
  expect(acked.filter((id) => !kept.has(id))).toEqual([])
})
