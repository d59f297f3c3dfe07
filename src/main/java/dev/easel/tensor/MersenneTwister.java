package dev.easel.tensor;

/**
 * MT19937, the generator behind {@code torch.Generator("cpu")}: M. Matsumoto and T. Nishimura, "Mersenne Twister: a
 * 623-dimensionally equidistributed uniform pseudo-random number generator", 1998, with the 2002 initialisation.
 *
 * <p>Not thread-safe.
 */
final class MersenneTwister {
    private static final int SIZE = 624;
    private static final int MIDDLE = 397;
    private static final int UPPER_MASK = 0x8000_0000;
    private static final int LOWER_MASK = 0x7fff_ffff;
    private static final int TWIST = 0x9908_b0df;

    private final int[] state;
    private int next;

    MersenneTwister(int seed) {
        this(new int[SIZE], SIZE);
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    private MersenneTwister(int[] state, int next) {
        this.state = state;
        this.next = next;
    }

    MersenneTwister copy() {
        return new MersenneTwister(state.clone(), next);
    }

    /** The next 32 random bits. */
    int nextInt() {
        if (next == SIZE) {
            twist();
            next = 0;
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int y = (state[i] & UPPER_MASK) | (state[(i + 1) % SIZE] & LOWER_MASK);
            state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
        }
    }
}
