package eu.twintown.node.trust.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a principal of what a provider says about somebody. */
final class Claims {
    private final SignInSettings.Provider provider;

    Claims(SignInSettings.Provider provider) {
        this.provider = provider;
    }

    Principal principal(Map<String, Object> claims) {
        String subject = text(claims.get("sub"));
        boolean machine = isMachine(claims, subject);
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (String claim : provider.attributes()) {
            List<String> values = values(claims, claim);
            if (!values.isEmpty()) {
                attributes.put(claim, values);
            }
        }
        return new Principal(
                provider.name() + ":" + subject,
                machine ? Principal.Kind.MACHINE : Principal.Kind.PERSON,
                name(claims, subject),
                roles(claims),
                attributes);
    }

    /** RFC 9068, section 2.2: the subject of a token without a person is its client; Keycloak names it so. */
    private static boolean isMachine(Map<String, Object> claims, String subject) {
        return subject.equals(text(claims.get("client_id")))
                || subject.equals(text(claims.get("azp")))
                || text(claims.get("preferred_username")).startsWith("service-account-");
    }

    private static String name(Map<String, Object> claims, String subject) {
        for (String claim : List.of("name", "preferred_username", "client_id")) {
            String name = text(claims.get(claim));
            if (!name.isBlank()) {
                return name;
            }
        }
        return subject;
    }

    private Set<Role> roles(Map<String, Object> claims) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (SignInSettings.RoleMapping mapping : provider.roles()) {
            List<String> values = values(claims, mapping.claim());
            if (mapping.value().equals("*") ? !values.isEmpty() : values.contains(mapping.value())) {
                roles.add(mapping.role());
            }
        }
        return roles;
    }

    /** The values at a path; a name that itself holds dots goes before a path. */
    private static List<String> values(Map<String, Object> claims, String path) {
        Object value = claims.containsKey(path) ? claims.get(path) : at(claims, path);
        List<String> values = new ArrayList<>();
        if (value instanceof Collection<?> several) {
            several.stream().filter(Objects::nonNull).map(Object::toString).forEach(values::add);
        } else if (value != null && !(value instanceof Map)) {
            values.add(value.toString());
        }
        return values;
    }

    private static @Nullable Object at(Map<String, Object> claims, String path) {
        Object value = claims;
        for (String step : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return value;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** The claims of several tokens about one subject; the first token that has a claim decides. */
    static Map<String, Object> joined(JWTClaimsSet first, JWTClaimsSet second) {
        Map<String, Object> all = new LinkedHashMap<>(second.getClaims());
        all.putAll(first.getClaims());
        return all;
    }
}
