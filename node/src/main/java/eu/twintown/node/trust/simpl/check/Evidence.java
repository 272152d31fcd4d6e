package eu.twintown.node.trust.simpl.check;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.trust.key.SigningKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the script did and saw, step by step. It holds ids, times, addresses and answers, and no secrets. */
public final class Evidence {
    private final ObjectNode json = JsonMapper.shared().createObjectNode();
    private final ArrayNode steps;
    private final InstantSource clock;
    private final Consumer<String> tell;

    /** A step's work; what it finds it writes into its facts. */
    @FunctionalInterface
    interface Work {
        void run(ObjectNode facts);
    }

    /** A step that does not show what it should. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Failed(String message) {
            super(message);
        }
    }

    /** A step that cannot be tried here. */
    public static final class Skipped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Skipped(String message) {
            super(message);
        }
    }

    /** @param tell gets a line for each step */
    Evidence(CheckPlan plan, InstantSource clock, Consumer<String> tell) {
        this.clock = clock;
        this.tell = tell;
        json.put("script", "Twintown: acceptance script for a Simpl governance authority")
                .put("started", clock.instant().toString());
        json.putObject("authority")
                .put("tier1", plan.tier1().toString())
                .put("tier2", plan.tier2().toString());
        this.steps = json.putArray("steps");
    }

    /** Runs a step; true = it passed. */
    boolean step(String number, String title, Work work) {
        ObjectNode step = begin(number, title);
        ObjectNode facts = step.putObject("facts");
        String failure = "";
        try {
            work.run(facts);
        } catch (Skipped e) {
            return end(step, "skipped", String.valueOf(e.getMessage()));
        } catch (Failed e) {
            failure = String.valueOf(e.getMessage());
        } catch (ProblemException e) {
            failure = e.problem().detail();
        } catch (RuntimeException e) {
            failure = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        return end(step, failure.isEmpty() ? "passed" : "failed", failure);
    }

    void skip(String number, String title, String reason) {
        end(begin(number, title), "skipped", reason);
    }

    private ObjectNode begin(String number, String title) {
        Instant now = clock.instant();
        return steps.addObject().put("step", number).put("title", title).put("started", now.toString());
    }

    private boolean end(ObjectNode step, String result, String reason) {
        step.put("ended", clock.instant().toString()).put("result", result);
        if (!reason.isEmpty()) {
            step.put("reason", reason);
        }
        tell.accept("%-8s %-3s %s%s"
                .formatted(
                        result,
                        step.path("step").asString(""),
                        step.path("title").asString(""),
                        reason.isEmpty() ? "" : " (" + reason + ")"));
        return result.equals("passed");
    }

    /** How many steps ended so: {@code passed}, {@code failed} or {@code skipped}. */
    public long count(String result) {
        return steps.valueStream()
                .filter(step -> step.path("result").asString("").equals(result))
                .count();
    }

    /** The record. */
    public ObjectNode json() {
        return json;
    }

    /** The record with a signature: a JWS whose payload it is, and the key to verify it with. */
    public ObjectNode signed(SigningKey key) {
        json.put("ended", clock.instant().toString());
        ObjectNode header = JsonMapper.shared().createObjectNode().put("typ", "evidence+jwt");
        ObjectNode file = JsonMapper.shared().createObjectNode();
        file.set("evidence", json);
        file.put("signature", key.sign(header, json));
        file.set("key", key.publicJwk());
        return file;
    }
}
