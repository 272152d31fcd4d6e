package eu.twintown.node.dataspace.transfer;

import eu.twintown.node.dataspace.transfer.message.DataAddress;
import java.util.Optional;

/** Makes the data address that goes along with a start (pull) or a request (push), with fresh tokens. */
@FunctionalInterface
public interface DataAddresses {

    /** Where the other side fetches or pushes to; empty where it needs no address of this node. */
    Optional<DataAddress> of(Transfer transfer);
}
