package dev.easel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The readings of prompts, remembered for those that come again.
 *
 * @param cache what is remembered
 */
record Prompts(PromptCache cache) {

    /**
     * The conditioning of each picture.
     *
     * @param guidance how a picture is guided
     * @param embed what prompts mean that are not known yet
     */
    List<Conditioning> encode(
            List<ImageParameters> pictures,
            Function<ImageParameters, Guidance> guidance,
            Function<List<String>, List<PromptEmbeddings>> embed) {
        var guidances = pictures.stream().map(guidance).toList();
        var prompts = new ArrayList<String>();
        for (int i = 0; i < pictures.size(); i++) {
            prompts.add(pictures.get(i).prompt());
            if (guidances.get(i) instanceof Guidance.FromPrompt(var negative)) {
                prompts.add(negative);
            }
        }
        var embeddings = cache.get(prompts, embed).iterator();
        var conditionings = new ArrayList<Conditioning>();
        for (var guided : guidances) {
            var positive = embeddings.next();
            conditionings.add(new Conditioning(
                    positive,
                    switch (guided) {
                        case Guidance.None _ -> Optional.empty();
                        case Guidance.FromPrompt _ -> Optional.of(embeddings.next());
                        case Guidance.FromZeros _ -> Optional.of(positive.zeros());
                    }));
        }
        return conditionings;
    }
}
