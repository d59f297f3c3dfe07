package dev.easel.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** Arrival patterns of requests. Time begins on a Monday at midnight. */
enum Trace {
    /** Independent requests at a constant rate, day and night. */
    STEADY(10_000, 1) {
        @Override
        DoubleStream draw(double perDay, double seconds, SplittableRandom random) {
            return independent(time -> perDay / DAY, perDay / DAY, seconds, random);
        }
    },

    /** Independent requests at a constant rate, with bursts of 12 times the rate: two minutes, about every 22 minutes. */
    BURSTY(100_000, 1) {
        private static final double QUIET = 1200;
        private static final double BURST = 120;
        private static final double TIMES = 12;

        @Override
        DoubleStream draw(double perDay, double seconds, SplittableRandom random) {
            double quietRate = perDay / DAY * (QUIET + BURST) / (QUIET + TIMES * BURST);
            var arrivals = DoubleStream.builder();
            double rate = quietRate;
            double until = 0;
            for (double begin = 0; begin < seconds; begin = until) {
                until = Math.min(seconds, begin + exponential(random) * (rate > quietRate ? BURST : QUIET));
                for (double time = begin + exponential(random) / rate;
                        time < until;
                        time += exponential(random) / rate) {
                    arrivals.add(time);
                }
                rate = rate > quietRate ? quietRate : TIMES * quietRate;
            }
            return arrivals.build();
        }
    },

    /** Independent requests at a daily cycle: 1.85 times the mean rate at 15:00, 0.15 at 3:00; half on weekends. */
    DIURNAL(1_000_000, 7) {
        private static final double SWING = 0.85;
        private static final double HIGHEST = 15 * HOUR;

        @Override
        DoubleStream draw(double perDay, double seconds, SplittableRandom random) {
            DoubleUnaryOperator rate = time -> perDay
                    / DAY
                    * (1 + SWING * Math.cos(2 * Math.PI * (time - HIGHEST) / DAY))
                    * (isWeekend(time) ? 0.5 : 1);
            return independent(rate, perDay / DAY * (1 + SWING), seconds, random);
        }
    },

    /**
     * A design team on workdays from 9:00 to 18:00. In each session a designer requests about ten images, one after the
     * other, and looks at each for 40 seconds on average. 1000 requests a day are a team of 20 with five sessions each.
     */
    TEAM(1000, 7) {
        private static final double IMAGES = 10;
        private static final double LOOKING = 40;

        @Override
        DoubleStream draw(double perDay, double seconds, SplittableRandom random) {
            double sessions = perDay / IMAGES;
            var arrivals = DoubleStream.builder();
            for (double day = 0; day < seconds; day += DAY) {
                for (int session = 0; session < sessions && !isWeekend(day); session++) {
                    double time = day + (9 + 9 * random.nextDouble()) * HOUR;
                    do {
                        arrivals.add(time);
                        time += LOOKING * exponential(random);
                    } while (random.nextDouble() >= 1 / IMAGES && time < day + 18 * HOUR);
                }
            }
            return arrivals.build();
        }
    };

    private static final double HOUR = 3600;
    private static final double DAY = 24 * HOUR;

    private final int defaultPerDay;
    private final int defaultDays;

    Trace(int defaultPerDay, int defaultDays) {
        this.defaultPerDay = defaultPerDay;
        this.defaultDays = defaultDays;
    }

    /** The default number of requests of a workday. */
    int defaultPerDay() {
        return defaultPerDay;
    }

    /** The default length. */
    int defaultDays() {
        return defaultDays;
    }

    /** The name on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The load, which the arguments determine; {@code perDay} is the mean of a workday. */
    Simulation.Load load(double perDay, int days, long seed) {
        double seconds = days * DAY;
        var arrivals = draw(perDay, seconds, new SplittableRandom(seed))
                .filter(time -> time < seconds)
                .toArray();
        Arrays.sort(arrivals);
        return new Simulation.Load(arrivals, seconds, seed);
    }

    abstract DoubleStream draw(double perDay, double seconds, SplittableRandom random);

    /** A Poisson process with a variable rate, by thinning one with the highest rate. */
    private static DoubleStream independent(
            DoubleUnaryOperator rate, double highest, double seconds, SplittableRandom random) {
        var arrivals = DoubleStream.builder();
        for (double time = exponential(random) / highest; time < seconds; time += exponential(random) / highest) {
            if (random.nextDouble() * highest < rate.applyAsDouble(time)) {
                arrivals.add(time);
            }
        }
        return arrivals.build();
    }

    private static double exponential(SplittableRandom random) {
        return -Math.log1p(-random.nextDouble());
    }

    private static boolean isWeekend(double time) {
        return Math.floor(time / DAY) % 7 >= 5;
    }
}
