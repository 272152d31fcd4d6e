package eu.twintown.node.trust.status;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.credential.Check;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.credential.StatusEntry;
import eu.twintown.node.trust.credential.StatusSource;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the status of credentials in the lists of their issuers, which are kept for their stated time. A status that
 * cannot be found out refuses the credential.
 */
public final class StatusChecker implements StatusSource {
    private static final Logger LOG = LoggerFactory.getLogger(StatusChecker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<String> KNOWN =
            Set.of(StatusEntry.BITSTRING, StatusEntry.STATUS_LIST_2021, StatusEntry.TOKEN);
    private static final String NAME = "status";
    private static final int SUSPENDED_TOKEN = 2;
    private static final long MEMORY = 64L << 20;

    private final OutgoingClient outgoing;
    private final KeySource keys;
    private final Function<URI, Optional<String>> own;
    private final StatusSettings settings;
    private final InstantSource clock;
    private final Cache<ListOf, RemoteList> cache = Caffeine.newBuilder()
            .maximumWeight(MEMORY)
            .weigher((ListOf of, RemoteList list) -> list.bits().bytes() + 200)
            .build();

    /** Our own lists by their signed text, which changes with every change of the list. */
    private final Cache<String, RemoteList> ofOwn =
            Caffeine.newBuilder().maximumSize(100).build();

    private record ListOf(URI list, String issuer, String type) {}

    /** @param own the signed list at an address of this node, which need not be fetched */
    public StatusChecker(
            OutgoingClient outgoing,
            KeySource keys,
            Function<URI, Optional<String>> own,
            StatusSettings settings,
            InstantSource clock) {
        this.outgoing = outgoing;
        this.keys = keys;
        this.own = own;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Check check(Credential credential) {
        if (credential.status().isEmpty()) {
            return Check.pass(NAME, "it names no status list");
        }
        for (StatusEntry entry : credential.status()) {
            Optional<Check> fault = fault(credential, entry);
            if (fault.isPresent()) {
                return fault.get();
            }
        }
        return Check.pass(NAME, "neither revoked nor suspended");
    }

    private Optional<Check> fault(Credential credential, StatusEntry entry) {
        if (!KNOWN.contains(entry.type())) {
            return Optional.of(Check.fail(
                    NAME,
                    "The status of the credential cannot be found out",
                    "Its status type " + entry.type() + " is not known"));
        }
        try {
            RemoteList list = list(credential, entry);
            if (entry.type().equals(StatusEntry.BITSTRING) && list.bits().size() < StatusBits.LEAST) {
                throw new TrustException(
                        NAME,
                        "The status list is not valid",
                        "The status list has only " + list.bits().size() + " entries");
            }
            if (!list.purposes().isEmpty() && !list.purposes().contains(entry.purpose())) {
                throw new TrustException(
                        NAME,
                        "The status list is not valid",
                        "The list is for " + list.purposes() + ", not " + entry.purpose());
            }
            int value = list.bits().get(entry.index());
            return value == 0 ? Optional.empty() : marked(entry, value);
        } catch (TrustException e) {
            return Optional.of(Check.fail(NAME, "The status of the credential cannot be found out", e.reason()));
        }
    }

    private static Optional<Check> marked(StatusEntry entry, int value) {
        String place = " (entry " + entry.index() + " of " + entry.list() + ")";
        boolean token = entry.type().equals(StatusEntry.TOKEN);
        if (entry.purpose().equals("suspension") || token && value == SUSPENDED_TOKEN) {
            return Optional.of(Check.fail(Check.SUSPENDED, "The credential is suspended", "It is suspended" + place));
        }
        if (entry.purpose().equals("revocation")) {
            return Optional.of(Check.fail(Check.REVOKED, "The credential was revoked", "It was revoked" + place));
        }
        // Other purposes, such as refresh or message, do not make it invalid.
        return Optional.empty();
    }

    private RemoteList list(Credential credential, StatusEntry entry) {
        ListOf key = new ListOf(entry.list(), credential.issuer(), entry.type());
        Instant now = clock.instant();
        Optional<String> mine = own.apply(entry.list());
        if (mine.isPresent()) {
            return ofOwn.get(mine.get(), text -> read(text, key, entry, now));
        }
        RemoteList cached = cache.getIfPresent(key);
        if (cached != null && now.isBefore(cached.at().plus(keep(cached)))) {
            return cached;
        }
        try {
            RemoteList fresh = read(fetch(entry.list()), key, entry, now);
            cache.put(key, fresh);
            return fresh;
        } catch (TrustException e) {
            boolean down = e.check().equals("unreachable");
            if (down && cached != null && now.isBefore(cached.at().plus(settings.stale()))) {
                LOG.warn(
                        "{}; the list of {} is used until {}",
                        e.reason(),
                        cached.at(),
                        cached.at().plus(settings.stale()));
                return cached;
            }
            throw e;
        }
    }

    private Duration keep(RemoteList list) {
        return list.ttl().filter(ttl -> ttl.compareTo(settings.fresh()) < 0).orElse(settings.fresh());
    }

    private RemoteList read(String text, ListOf of, StatusEntry entry, Instant now) {
        boolean plain = text.stripLeading().startsWith("{");
        if (plain && !settings.unsigned()) {
            throw new TrustException(
                    NAME,
                    "The status list is not signed",
                    of.list() + " is not signed; key identity.unsigned-status-lists would allow it");
        }
        return plain
                ? RemoteList.unsigned(text, entry, of.issuer(), now)
                : RemoteList.signed(text, entry, of.issuer(), keys, now, JwtClaims.TOLERANCE);
    }

    private String fetch(URI list) {
        Map<String, String> headers = Map.of(
                "Accept", "application/vc+jwt, application/statuslist+jwt, application/jwt, application/json;q=0.5");
        OutgoingClient.Response response;
        try {
            response = outgoing.send(new OutgoingClient.Request("GET", list, headers, new byte[0], PATIENCE));
        } catch (OutgoingException e) {
            throw unreachable(list, String.valueOf(e.getMessage()));
        }
        if (response.status() != 200) {
            throw unreachable(list, "it answered " + response.status() + " instead of 200");
        }
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static TrustException unreachable(URI list, String why) {
        return new TrustException(
                "unreachable", "The status list cannot be had", "The status list " + list + " cannot be had: " + why);
    }
}
