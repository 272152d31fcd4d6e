package eu.twintown.node.dataspace.transfer.token;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.transfer.SealedAddresses;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferFormat;
import eu.twintown.node.dataspace.transfer.message.DataAddress;
import eu.twintown.node.dataspace.transfer.token.TokenIssuer.Issued;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The data addresses that this node gives others: of its NGSI-LD endpoint, its proxy, its inbox, with fresh tokens. */
public final class OwnAddresses {
    /** Where remote content is fetched; the id of the transfer follows. */
    public static final String DATA = "/dataspace/data/";
    /** Where others push to; the id of the transfer follows. */
    public static final String INBOX = "/dataspace/inbox/";

    private final TokenIssuer issuer;
    private final SealedAddresses sealed;
    private final Supplier<URI> publicUrl;

    public OwnAddresses(TokenIssuer issuer, SealedAddresses sealed, Supplier<URI> publicUrl) {
        this.issuer = issuer;
        this.sealed = sealed;
        this.publicUrl = publicUrl;
    }

    /** For the message that opens a transfer; its earlier tokens count no longer. Empty = it needs no address of ours. */
    public Optional<DataAddress> of(Transfer transfer) {
        if (!TokenIssuer.isIssuedFor(transfer)) {
            return Optional.empty();
        }
        if (transfer.side() == Side.CONSUMER) {
            Optional<DataAddress> elsewhere = sealed.of(transfer);
            return elsewhere.isPresent() ? elsewhere : Optional.of(address(transfer, INBOX + transfer.id()));
        }
        return TransferFormat.named(transfer.terms().format())
                .map(format -> address(
                        transfer, format == TransferFormat.HTTP_DATA_PULL ? DATA + transfer.id() : "/ngsi-ld/v1"));
    }

    private DataAddress address(Transfer transfer, String path) {
        Issued tokens = issuer.issue(transfer);
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(DataAddress.AUTHORIZATION, tokens.accessToken());
        properties.put(DataAddress.AUTH_TYPE, "bearer");
        properties.put(DataAddress.REFRESH_TOKEN, tokens.refreshToken());
        properties.put(DataAddress.REFRESH_ENDPOINT, url() + TokenRoutes.PATH);
        properties.put(DataAddress.EXPIRES_IN, String.valueOf(tokens.life().toSeconds()));
        return new DataAddress(DataAddress.HTTP, url() + path, properties);
    }

    private String url() {
        String url = publicUrl.get().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
