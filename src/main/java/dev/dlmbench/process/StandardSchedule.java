package dev.dlmbench.process;

/**
 * The schedules of the papers (BD3-LM, arXiv 2503.09573, table 8; MDLM, 2406.07524, appendix E), by the rate 1 - alpha
 * at which tokens are corrupted. The papers' numerical floors are left out: each runs from all alpha to none.
 */
public enum StandardSchedule implements NoiseSchedule {
    /** Rate t; the schedule that the papers call log-linear, after the noise level minus ln alpha. */
    LINEAR {
        @Override
        public double alpha(double t) {
            return 1 - t;
        }

        @Override
        public double slope(double t) {
            return -1;
        }
    },
    /** Rate 1 - cos(pi t / 2). */
    COSINE {
        @Override
        public double alpha(double t) {
            return Math.cos(Math.PI / 2 * t);
        }

        @Override
        public double slope(double t) {
            return -Math.PI / 2 * Math.sin(Math.PI / 2 * t);
        }
    },
    /** Rate t squared. */
    SQUARE {
        @Override
        public double alpha(double t) {
            return 1 - t * t;
        }

        @Override
        public double slope(double t) {
            return -2 * t;
        }
    },
    /** Rate square root of t. */
    SQUARE_ROOT {
        @Override
        public double alpha(double t) {
            return 1 - Math.sqrt(t);
        }

        @Override
        public double slope(double t) {
            return -0.5 / Math.sqrt(t);
        }
    },
    /** Rate log2(1 + t). */
    LOGARITHMIC {
        @Override
        public double alpha(double t) {
            return 1 - Math.log1p(t) / Math.log(2);
        }

        @Override
        public double slope(double t) {
            return -1 / (Math.log(2) * (1 + t));
        }
    }
}
