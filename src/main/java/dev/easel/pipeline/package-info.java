/**
 * From prompts to pixels. One generation, with the calls that an engine makes:
 *
 * <pre>{@code
 * conditioning = pipeline.encode(images)               // family.embed(prompts), unless the PromptCache has them
 * row = pipeline.start(image, conditioning)            // FirstSample: seeded noise, on an image if there is one
 * while (!row.isComplete())
 *     row = pipeline.step(rows)                        // any generations of one BatchKey, each at its own step:
 *         outputs = family.forward(network, PassRow.of(rows))     // one pass; guided generations have two rows
 *         output = family.guide(row, positive, negative)
 *         row = row.advanced(output)                              // scheduler.step, then inpainting
 *     pixels = pipeline.preview(before, row)           // if asked for
 * pixels = pipeline.decode(row)                        // LatentDecoder
 * }</pre>
 *
 * <p>The loop is the engine's, which chooses the rows of each pass; the steps are in {@link
 * dev.easel.pipeline.DiffusionPipeline}, and what differs between models in {@link dev.easel.pipeline.Family}.
 */
@NullMarked
package dev.easel.pipeline;

import org.jspecify.annotations.NullMarked;
