/** The context broker: routes and use cases of NGSI-LD over the local store. */
@NullMarked
package eu.twintown.node.context;

import org.jspecify.annotations.NullMarked;
