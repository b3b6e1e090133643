import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi'
import { ERROR_CODES } from '../../shared/AppError.ts'
import { api } from '../../shared/api/api.ts'
import type { Needs, Route } from '../../shared/api/contract.ts'

export const API_PREFIX = '/api/v1'

const Failure = z
  .object({ code: z.enum(ERROR_CODES), message: z.string() })
  .meta({ id: 'Failure', description: 'What went wrong and what to do; safe to show.' })

const SECURITY: Readonly<Record<'anyone' | 'visit' | 'staff', Record<string, string[]>[]>> = {
  anyone: [],
  visit: [{ guest: [] }],
  staff: [{ staff: [] }],
}

type Document = ReturnType<typeof createDocument>

/** The whole API as OpenAPI 3.1, made of the very schemas that the door checks with. */
export function openApi(publicUrl: string): Document {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const [name, route] of Object.entries<Route>(api)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operation(name, route) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Consilium', version: '1', license: { name: 'MIT' } },
    servers: [{ url: new URL(API_PREFIX, publicUrl).href }],
    paths,
    components: {
      securitySchemes: {
        staff: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        guest: { type: 'apiKey', in: 'cookie', name: 'consilium-guest' },
      },
    },
  })
}

function operation(name: string, route: Route): ZodOpenApiOperationObject {
  return {
    operationId: name,
    tags: [name.split('.')[0] ?? name],
    summary: route.summary,
    description: `Needs: ${route.needs}`,
    security: SECURITY[proofOf(route.needs)],
    requestParams: paramsOf(route),
    ...(route.body instanceof z.ZodUndefined
      ? {}
      : {
          requestBody: { required: true, content: { 'application/json': { schema: route.body } } },
        }),
    responses: {
      ...(route.output instanceof z.ZodVoid
        ? { '204': { description: 'Done' } }
        : {
            '200': {
              description: 'Done',
              content: { 'application/json': { schema: route.output } },
            },
          }),
      default: { description: 'Refused', content: { 'application/json': { schema: Failure } } },
    },
  }
}

function proofOf(needs: Needs): 'anyone' | 'visit' | 'staff' {
  return needs === 'anyone' || needs === 'visit' ? needs : 'staff'
}

/** Path parameters are those that the path names; the others are the query. */
function paramsOf({ path, params }: Route): { path: z.ZodObject; query: z.ZodObject } {
  const shape: Record<string, z.ZodType> = params instanceof z.ZodObject ? params.shape : {}
  const inPath = (name: string) => path.split('/').includes(`:${name}`)
  const those = (wanted: boolean) =>
    z.object(Object.fromEntries(Object.entries(shape).filter(([name]) => inPath(name) === wanted)))
  return { path: those(true), query: those(false) }
}
