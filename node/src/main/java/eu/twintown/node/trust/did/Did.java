package eu.twintown.node.trust.did;

import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A decentralised identifier without path, query and fragment (DID Core 1.0, section 3.1). */
public record Did(String value) {
    private static final int LONGEST = 2_000;
    private static final Pattern SYNTAX = Pattern.compile("did:[a-z0-9]+:(?:[A-Za-z0-9._:-]|%[0-9A-Fa-f]{2})+");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:%3[Aa][0-9]{1,5})?");
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    /**
     * Reads a DID, or the DID of a DID URL.
     *
     * @throws TrustException where it is none
     */
    public static Did parse(String text) {
        int fragment = text.indexOf('#');
        String value = fragment < 0 ? text : text.substring(0, fragment);
        if (value.length() > LONGEST || !SYNTAX.matcher(value).matches()) {
            throw invalid(value, "it must be of the form did:method:id");
        }
        Did did = new Did(value);
        if (did.method().equals("web")) {
            did.webSegments();
        }
        return did;
    }

    /** The did:web of what is reached under this address. */
    public static Did web(URI publicUrl) {
        StringBuilder did = new StringBuilder("did:web:").append(publicUrl.getHost());
        if (publicUrl.getPort() >= 0) {
            did.append("%3A").append(publicUrl.getPort());
        }
        for (String segment : publicUrl.getPath().split("/", -1)) {
            if (!segment.isEmpty()) {
                did.append(':').append(segment);
            }
        }
        return parse(did.toString());
    }

    /** The method, such as {@code web}. */
    public String method() {
        return value.substring(4, value.indexOf(':', 4));
    }

    /** What follows the method. */
    public String id() {
        return value.substring(value.indexOf(':', 4) + 1);
    }

    /** Host and port of a did:web, such as {@code example.org:8443}. */
    public String webHost() {
        return webSegments().getFirst().replaceAll("%3[Aa]", ":").toLowerCase(Locale.ROOT);
    }

    /** Path of the document of a did:web (did:web method specification, section 2.5.2). */
    public String webPath() {
        List<String> path = webSegments().subList(1, webSegments().size());
        return path.isEmpty() ? "/.well-known/did.json" : "/" + String.join("/", path) + "/did.json";
    }

    private List<String> webSegments() {
        List<String> segments = new ArrayList<>(List.of(id().split(":", -1)));
        if (!HOST.matcher(segments.getFirst()).matches()) {
            throw invalid(value, "its host must be a name, with %3A and a port where it has one");
        }
        if (!segments.stream().skip(1).allMatch(segment -> SEGMENT.matcher(segment)
                .matches())) {
            throw invalid(value, "its path must be of letters, digits, dots, hyphens and underscores");
        }
        return segments;
    }

    private static TrustException invalid(String text, String why) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return new TrustException("did", "A DID is not valid", "'" + shown + "' is no DID: " + why);
    }

    @Override
    public String toString() {
        return value;
    }
}
