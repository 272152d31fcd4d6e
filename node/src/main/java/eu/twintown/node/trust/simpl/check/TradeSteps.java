package eu.twintown.node.trust.simpl.check;

import tools.jackson.databind.node.ObjectNode;

/** The steps about agreements, which need whole nodes; they come from whoever can start some. */
public interface TradeSteps extends AutoCloseable {
    /** Nothing is tried. */
    TradeSteps NONE = new TradeSteps() {
        @Override
        public void negotiate(ObjectNode facts) {
            throw new Evidence.Skipped("not asked for");
        }

        @Override
        public void move(ObjectNode facts) {
            throw new Evidence.Skipped("not asked for");
        }

        @Override
        public void close() {
            // nothing was opened
        }
    };

    /** Step 5: the second negotiates for a dataset of the first. */
    void negotiate(ObjectNode facts);

    /** Step 6: the second reads it until the limit of the agreement stops it. */
    void move(ObjectNode facts);

    @Override
    void close();
}
