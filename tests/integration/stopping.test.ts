import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { consilium } from '../e2e/consilium.ts'
import { HttpClient } from './HttpClient.ts'
import { Person } from './Person.ts'

// A whole service with a database on the disk: seconds when the machine is quiet.
vi.setConfig({ testTimeout: 120_000 })

test('a service that is asked to stop tells the people in its rooms, and ends cleanly with all it started', async () => {
  const service = await consilium()
  try {
    const { origin } = new URL(service.address)
    const http = new HttpClient(origin, origin, '127.0.0.1')
    const token = new URL(service.patientLink).hash.slice(1)
    await http.ask('visits.open', { body: { token, code: service.patientCode } })
    const patient = new Person(origin, () => http.ask('visits.ticket'))
    await patient.join()
    const { closed } = patient
    const exit = once(service.process, 'exit')
    service.process.kill('SIGTERM')
    await closed
    expect(patient.last('room.farewell')).toEqual({ why: 'restarting' })
    expect(await exit).toEqual([0, null])
    // On the same data at once: nothing that the first one started is still there.
    await service.start()
    expect(service.output()).toContain(service.patientCode)
  } finally {
    await service.dispose()
  }
})
