package eu.twintown.node.dataspace.transfer;

import eu.twintown.node.dataspace.transfer.message.DataAddress;
import eu.twintown.node.trust.key.KeyRing;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Data addresses hold tokens, so they lie in the database sealed, each bound to its transfer. */
public final class SealedAddresses {
    private static final String CONTEXT = "transfer-address/";

    private final KeyRing keys;

    public SealedAddresses(KeyRing keys) {
        this.keys = keys;
    }

    /** For a transfer of this id. */
    public String seal(String transfer, DataAddress address) {
        return keys.box().seal(CONTEXT + transfer, address.write().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The data address that the other side of a transfer gave, or that this side gave it by hand. */
    public Optional<DataAddress> of(Transfer transfer) {
        return transfer.address().isEmpty() ? Optional.empty() : Optional.of(open(transfer.id(), transfer.address()));
    }

    /** Opens what {@link #seal} made for the same transfer. */
    public DataAddress open(String transfer, String text) {
        String json = new String(keys.box().unseal(CONTEXT + transfer, text), StandardCharsets.UTF_8);
        return DataAddress.read((ObjectNode) JsonMapper.shared().readTree(json));
    }
}
