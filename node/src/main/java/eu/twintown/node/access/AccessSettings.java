package eu.twintown.node.access;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.trust.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code access} of the configuration.
 *
 * @param open the faces that are open to everybody
 * @param members the faces that are open to every participant that proved who it is, without an agreement
 * @param conditions attribute-based rules on top of the table
 */
public record AccessSettings(Set<String> open, Set<String> members, List<Condition> conditions) {

    /** What is open where the configuration does not say: signs of life, the API's description, the catalogue. */
    public static final AccessSettings USUAL =
            new AccessSettings(Set.of("health", "description", "catalogue"), List.of());

    /** What members may be given so: to read. */
    private static final Set<String> FOR_MEMBERS = Set.of("entities");

    public AccessSettings {
        open = Set.copyOf(open);
        members = Set.copyOf(members);
        conditions = List.copyOf(conditions);
    }

    /** Participants get nothing that is not public but under agreements. */
    public AccessSettings(Set<String> open, List<Condition> conditions) {
        this(open, Set.of(), conditions);
    }

    /** Reads the section and reports its faults. */
    public static AccessSettings read(ConfigNode root) {
        ConfigNode section = root.section("access");
        section.allowOnly("public", "members", "conditions");
        Set<String> faces = RuleTable.standard().faces();
        Set<String> open = new LinkedHashSet<>(USUAL.open);
        if (section.has("public")) {
            open.clear();
            section.texts("public").stream()
                    .flatMap(text -> Arrays.stream(text.split(",")))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(open::add);
        }
        open.stream()
                .filter(name -> !faces.contains(name))
                .forEach(name -> section.fault("public", unknownFace(name, faces)));
        Set<String> members = Set.copyOf(section.texts("members"));
        members.stream()
                .filter(name -> !FOR_MEMBERS.contains(name))
                .forEach(name -> section.fault("members", unknownFace(name, FOR_MEMBERS)));
        return new AccessSettings(
                open,
                members,
                section.list("conditions").stream()
                        .map(node -> condition(node, faces))
                        .toList());
    }

    private static Condition condition(ConfigNode node, Set<String> faces) {
        node.allowOnly("role", "face", "where");
        Optional<String> face = node.optionalText("face");
        face.filter(name -> !faces.contains(name)).ifPresent(name -> node.fault("face", unknownFace(name, faces)));
        Optional<Role> role = node.has("role") ? role(node) : Optional.empty();
        if (role.isEmpty() && face.isEmpty()) {
            node.fault("where", "needs a role or a face beside it that it narrows");
        }
        Map<String, List<String>> where = new LinkedHashMap<>();
        ConfigNode claims = node.section("where");
        claims.keys().forEach(claim -> where.put(claim, claims.texts(claim)));
        if (where.isEmpty()) {
            node.fault("where", "is missing; name claims and the values that they may have");
        }
        return new Condition(role, face, where);
    }

    private static Optional<Role> role(ConfigNode node) {
        List<String> names = new ArrayList<>();
        Arrays.stream(Role.values()).forEach(role -> names.add(role.name().toLowerCase(Locale.ROOT)));
        String name = node.oneOf("role", names.getFirst(), names.toArray(String[]::new));
        return Optional.of(Role.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    private static String unknownFace(String name, Set<String> faces) {
        return "'" + name + "' is nothing that can be opened; known: " + String.join(", ", faces);
    }
}
