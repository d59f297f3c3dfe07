package dev.easel.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The engine of one pod: turns of encoding, one denoise step of many pictures, or decoding one, as {@code StepLevelPlanner}
 * decides for pictures of one size and priority whose callers are all different. {@code SimulatedEngineTest} holds it
 * against the real planner.
 */
public final class SimulatedEngine {
    private final Model model;
    private final Timeline timeline;
    private final Consumer<Request> drawn;
    private final Deque<Request> queued = new ArrayDeque<>();
    private final List<Request> denoising = new ArrayList<>();
    private final Deque<Request> denoised = new ArrayDeque<>();
    private int encoding;
    private boolean busy;
    private boolean stopped;

    /**
     * An idle engine.
     *
     * @param drawn is told of each picture at the end of its decode
     */
    public SimulatedEngine(Model model, Timeline timeline, Consumer<Request> drawn) {
        this.model = model;
        this.timeline = timeline;
        this.drawn = drawn;
    }

    /** Pictures that run and wait. */
    int accepted() {
        return queued.size() + denoising.size() + denoised.size();
    }

    /** False if as many pictures are accepted as may: a 429. */
    public boolean accept(Request request) {
        if (accepted() >= model.limits().queue()) {
            return false;
        }
        queued.add(request);
        if (!busy) {
            turn();
        }
        return true;
    }

    /** Ends, with all pictures that it has left. */
    List<Request> stop() {
        stopped = true;
        var left = new ArrayList<>(denoised);
        left.addAll(denoising);
        left.addAll(queued);
        return left;
    }

    private void turn() {
        busy = true;
        if (!denoised.isEmpty()) {
            timeline.after(model.times().decode(), this::decoded);
        } else if (denoising.size() < model.limits().rows() && !queued.isEmpty()) {
            encoding = Math.min(queued.size(), model.limits().prompts());
            timeline.after(model.times().encode().of(encoding), this::encoded);
        } else if (!denoising.isEmpty()) {
            step();
        } else {
            busy = false;
        }
    }

    private void step() {
        var members = members();
        for (var member : members) {
            member.stepBegins(timeline.now());
        }
        timeline.after(model.times().step().of(members.size()), this::stepped);
    }

    /** Those who arrived first; nobody comes before them during a step. */
    private List<Request> members() {
        return denoising.subList(0, Math.min(denoising.size(), model.limits().rows()));
    }

    private void encoded() {
        if (!stopped) {
            for (; encoding > 0; encoding--) {
                denoising.add(queued.remove());
            }
            turn();
        }
    }

    private void stepped() {
        if (!stopped) {
            members().removeIf(member -> {
                boolean last = member.stepEnds();
                if (last) {
                    denoised.add(member);
                }
                return last;
            });
            turn();
        }
    }

    private void decoded() {
        if (!stopped) {
            drawn.accept(denoised.remove());
            turn();
        }
    }
}
