package eu.twintown.node.dataspace.document;

import eu.twintown.node.trust.gaiax.CanonicalJson;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds an agreement document that somebody brings against its signatures, its seal, its own machine part and what this
 * node keeps. One altered byte is enough to refuse it; where it can be told which one, it is.
 */
final class PaperCheck {
    private static final Pattern LANGUAGE = Pattern.compile("<html lang=\"([a-z]{2})\">");

    private final Signing signing;
    private final FileSeal seal;
    private final Function<String, Optional<Paper>> kept;

    /** @param kept finds the document that this node keeps of an agreement */
    PaperCheck(Signing signing, FileSeal seal, Function<String, Optional<Paper>> kept) {
        this.signing = signing;
        this.seal = seal;
        this.kept = kept;
    }

    /** The verdict with every check that was made. */
    ObjectNode of(byte[] file, String mediaType) {
        ObjectNode verdict = JsonMapper.shared().createObjectNode().put("valid", false);
        ArrayNode checks = verdict.putArray("checks");
        Optional<byte[]> machinePart =
                switch (mediaType) {
                    case "application/pdf" -> pdf(file, checks);
                    case "text/html" -> html(file, checks);
                    default -> Optional.of(file);
                };
        Optional<Paper> paper = machinePart.flatMap(bytes -> read(bytes, checks));
        paper.ifPresent(found -> {
            verdict.put("agreement", found.agreement()).put("hash", found.hash());
            signatures(found, checks);
            policy(found, checks);
            kept.apply(found.agreement()).ifPresent(own -> compare(found, own, checks));
            if (mediaType.equals("text/html")) {
                page(file, found, checks);
            }
        });
        if (machinePart.isEmpty()) {
            failed(checks, "machinePart", "The file has no machine-readable part that could be read");
        }
        boolean valid = checks.valueStream().allMatch(check -> check.path("ok").asBoolean());
        return verdict.put("valid", valid && paper.isPresent());
    }

    private Optional<byte[]> pdf(byte[] file, ArrayNode checks) {
        return PdfFile.machinePart(unsealed(file, FileSeal.Form.PDF, checks));
    }

    private Optional<byte[]> html(byte[] file, ArrayNode checks) {
        return PaperExport.machinePart(unsealed(file, FileSeal.Form.HTML, checks));
    }

    private byte[] unsealed(byte[] file, FileSeal.Form form, ArrayNode checks) {
        Optional<FileSeal.Parts> parts = FileSeal.split(file, form);
        if (parts.isEmpty()) {
            failed(checks, "seal", "The file does not end with the seal of a node");
            return file;
        }
        try {
            passed(checks, "seal", "Sealed by " + seal.verify(parts.get()));
        } catch (TrustException e) {
            failed(checks, "seal", e.safe());
        }
        return parts.get().file();
    }

    private static Optional<Paper> read(byte[] machinePart, ArrayNode checks) {
        try {
            ObjectNode json = StrictJson.object(machinePart);
            Optional<Paper> paper = Paper.read(json);
            if (paper.isEmpty()) {
                failed(checks, "machinePart", "It holds no agreement document");
            } else if (!json.path("hash").asString("").equals(paper.get().hash())) {
                failed(
                        checks,
                        "hash",
                        "The document's SHA-256 is " + paper.get().hash() + ", not the one that stands beside it");
            } else {
                passed(checks, "hash", paper.get().hash());
            }
            return paper;
        } catch (TrustException e) {
            failed(checks, "machinePart", e.reason());
            return Optional.empty();
        }
    }

    private void signatures(Paper paper, ArrayNode checks) {
        List<String> sides = List.of("provider", "consumer");
        for (int i = 0; i < sides.size(); i++) {
            String check = "signature of the " + sides.get(i);
            if (i >= paper.signatures().size()) {
                failed(checks, check, "It is not signed yet");
                continue;
            }
            try {
                Signing.Signature found =
                        signing.verify(paper, paper.signatures().get(i));
                if (found.by().equals(paper.party(sides.get(i)))) {
                    passed(checks, check, found.by() + " at " + found.at());
                } else {
                    failed(checks, check, "It is signed by " + found.by() + " instead");
                }
            } catch (TrustException e) {
                failed(checks, check, e.safe());
            }
        }
    }

    private static void policy(Paper paper, ArrayNode checks) {
        String hash = Paper.hash(paper.document().path("policy"));
        if (paper.document().path("policyHash").asString("").equals(hash)) {
            passed(checks, "policy", hash);
        } else {
            failed(checks, "policy", "The policy's SHA-256 is " + hash + ", not the one that the text names");
        }
    }

    private static void compare(Paper paper, Paper own, ArrayNode checks) {
        byte[] given = CanonicalJson.of(paper.document());
        byte[] known = CanonicalJson.of(own.document());
        int at = Arrays.mismatch(known, given);
        if (at < 0) {
            passed(checks, "kept here", "This node keeps the same document");
        } else {
            failed(
                            checks,
                            "kept here",
                            "This node keeps another document: the canonical forms differ from byte " + at
                                    + " on, here “" + around(known, at) + "”, there “" + around(given, at) + "”")
                    .put("byte", at);
        }
    }

    /** The page that people see must be the one that the machine part gives. */
    private static void page(byte[] file, Paper paper, ArrayNode checks) {
        byte[] shown = FileSeal.split(file, FileSeal.Form.HTML)
                .map(FileSeal.Parts::file)
                .orElse(file);
        Matcher language = LANGUAGE.matcher(new String(shown, StandardCharsets.UTF_8));
        byte[] made = PaperExport.page(paper, Locale.of(language.find() ? language.group(1) : "en"));
        int at = Arrays.mismatch(made, shown);
        if (at < 0) {
            passed(checks, "text", "The text is that of the machine-readable part");
        } else {
            failed(
                            checks,
                            "text",
                            "The page differs from its machine-readable part from byte " + at + " on: it says “"
                                    + around(shown, at) + "” where “" + around(made, at) + "” was expected")
                    .put("byte", at);
        }
    }

    private static String around(byte[] bytes, int at) {
        int end = Math.min(bytes.length, at + 24);
        return at >= end ? "" : new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    private static void passed(ArrayNode checks, String name, String detail) {
        checks.addObject().put("check", name).put("ok", true).put("detail", detail);
    }

    private static ObjectNode failed(ArrayNode checks, String name, String detail) {
        return checks.addObject().put("check", name).put("ok", false).put("detail", detail);
    }
}
