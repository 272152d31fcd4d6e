package eu.twintown.node.config;

import eu.twintown.kernel.jsonld.Iris;
import java.util.ArrayList;
import java.util.List;

/**
 * The value indexes that the section {@code store} asks for.
 *
 * @param declared pairs that are to have an index
 * @param onDemand how many more may be made by need
 */
public record IndexSettings(List<Pair> declared, int onDemand) {
    private static final int USUAL_ON_DEMAND = 8;
    private static final int MOST = 64;
    private static final String EXPECTED = "must be a name of the default context, or an absolute IRI";

    /** An entity type and one of its attributes: names of the default context, or IRIs. */
    public record Pair(String type, String attribute) {}

    public IndexSettings {
        declared = List.copyOf(declared);
    }

    /** Reads the keys {@code indexes} and {@code indexes-on-demand} of the section, and reports their faults. */
    public static IndexSettings read(ConfigNode store) {
        List<Pair> declared = new ArrayList<>();
        for (ConfigNode item : store.list("indexes")) {
            item.allowOnly("type", "attribute");
            Pair pair = new Pair(name(item, "type"), name(item, "attribute"));
            if (declared.contains(pair)) {
                item.fault("attribute", "this pair stands in the list already");
            }
            declared.add(pair);
        }
        if (declared.size() > MOST) {
            store.fault("indexes", "at most " + MOST + " pairs; each makes writes of its type a little slower");
        }
        return new IndexSettings(declared, store.integer("indexes-on-demand", USUAL_ON_DEMAND, 0, MOST));
    }

    private static String name(ConfigNode item, String key) {
        String name = item.text(key);
        if (item.has(key) && !Iris.isName(name) && !Iris.isAbsolute(name)) {
            item.fault(key, "'" + name + "' " + EXPECTED);
        }
        return name;
    }
}
