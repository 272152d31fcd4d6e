package eu.twintown.node.mediation.mapping;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The functions of the mapping language by name (docs/mapping.md, section 2.1). None of them sees a missing value. */
final class Functions {

    /** What a function does; faults in its input are IllegalArgumentExceptions. */
    @FunctionalInterface
    interface Function {
        JsonNode apply(JsonNode value, List<JsonNode> arguments);
    }

    /** Makes a function ready for fixed arguments; faults in those are IllegalArgumentExceptions. */
    @FunctionalInterface
    interface Factory {
        Function prepare(List<JsonNode> arguments);
    }

    /** A function and how many arguments it takes. */
    record Entry(int least, int most, Factory factory) {
        Function prepare(List<JsonNode> arguments) {
            return factory.prepare(arguments);
        }

        String arity() {
            String number = least == most ? "" + least : least + " to " + most;
            return (most == 0 ? "no" : number) + (most == 1 ? " argument" : " arguments");
        }
    }

    private static final Map<String, Entry> ENTRIES = new TreeMap<>();

    static {
        TextFunctions.addTo(ENTRIES);
        NumberFunctions.addTo(ENTRIES);
        TimeFunctions.addTo(ENTRIES);
    }

    private Functions() {}

    static @Nullable Entry find(String name) {
        return ENTRIES.get(name);
    }

    static String names() {
        return String.join(", ", ENTRIES.keySet());
    }

    /** A function that needs no preparation. */
    static Entry plain(int least, int most, Function function) {
        return new Entry(least, most, arguments -> function);
    }

    static String text(List<JsonNode> arguments, int index, String otherwise) {
        return arguments.size() > index ? Values.text(arguments.get(index)) : otherwise;
    }
}
