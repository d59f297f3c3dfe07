package dev.easel.engine;

/**
 * How far a job is, counted in forward passes of the network. Their number is that of the steps that the caller asks for,
 * except that an image that starts from another one begins at a later step, and that some schedulers take more passes than
 * steps: Heun two for each but the last, PNDM one more.
 *
 * @param done the passes done
 * @param total the passes of the whole job; equal to {@code done} at the end
 */
public record Progress(int done, int total) {

    /** The number of passes that are left. */
    int left() {
        return total - done;
    }

    /** Whether every pass is done. */
    public boolean isComplete() {
        return left() == 0;
    }
}
