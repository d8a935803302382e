// Puts a Zigbee adapter without a radio in the place of zigbee-herdsman's: loaded into Zigbee2MQTT with
// `node --require`. Devices are attributes in memory: a read gives them, a write or a command changes them, and
// a line of JSON on standard input has a device report something by itself:
//   {"device": "0x…", "endpoint": 1, "cluster": "genOnOff", "attributes": {"onOff": 1}}
// Each command that Zigbee2MQTT sends a device is a line of JSON in the file $Z2M_COMMANDS.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");

const herdsman = path.join(process.env.Z2M_MODULES, "zigbee-herdsman", "dist");
const { Adapter } = require(path.join(herdsman, "adapter", "adapter.js"));
const Zcl = require(path.join(herdsman, "zspec", "zcl"));

const COORDINATOR = "0x00124b00deadbeef";
const { FrameType, Direction, Status } = Zcl;

// What a command does to a device's attributes; what is not here is only acknowledged.
const EFFECTS = {
    "genOnOff.on": () => ({ onOff: 1 }),
    "genOnOff.off": () => ({ onOff: 0 }),
    "genOnOff.toggle": (_, device) => ({ onOff: device.onOff ? 0 : 1 }),
    "genLevelCtrl.moveToLevel": ({ level }) => ({ "genLevelCtrl.currentLevel": level }),
    "genLevelCtrl.moveToLevelWithOnOff": ({ level }) => ({
        "genLevelCtrl.currentLevel": level,
        "genOnOff.onOff": level > 0 ? 1 : 0,
    }),
    "lightingColorCtrl.moveToColorTemp": ({ colortemp }) => ({ colorTemperature: colortemp, colorMode: 2 }),
    "lightingColorCtrl.moveToColor": ({ colorx, colory }) => ({ currentX: colorx, currentY: colory, colorMode: 1 }),
    "closuresWindowCovering.upOpen": () => ({ currentPositionLiftPercentage: 0 }),
    "closuresWindowCovering.downClose": () => ({ currentPositionLiftPercentage: 100 }),
    "closuresWindowCovering.goToLiftPercentage": ({ percentageliftvalue }) => ({
        currentPositionLiftPercentage: percentageliftvalue,
    }),
};

class Memory {
    constructor() {
        this.values = new Map();
    }

    get(device, endpoint, cluster, attribute) {
        return this.values.get(`${device}/${endpoint}/${cluster}.${attribute}`) ?? 0;
    }

    put(device, endpoint, cluster, attributes) {
        for (const [name, value] of Object.entries(attributes)) {
            const key = name.includes(".") ? name : `${cluster}.${name}`;
            this.values.set(`${device}/${endpoint}/${key}`, value);
        }
    }
}

class AdapterWithoutRadio extends Adapter {
    constructor(...options) {
        super(...options);
        this.memory = new Memory();
        this.sequence = 0;
    }

    async start() {
        readline.createInterface({ input: process.stdin }).on("line", (line) => this.report(JSON.parse(line)));
        return "resumed";
    }

    async stop() {}
    async reset() {}
    async backup() {}
    async permitJoin() {}
    async addInstallCode() {}
    async setChannelInterPAN() {}
    async restoreChannelInterPAN() {}
    async sendZclFrameInterPANToIeeeAddr() {}
    async sendZclFrameInterPANBroadcast() {}
    async sendZclFrameToAll() {}

    async getCoordinatorIEEE() {
        return COORDINATOR;
    }

    async getCoordinatorVersion() {
        return { type: "none", meta: { revision: "0" } };
    }

    async supportsBackup() {
        return false;
    }

    async getNetworkParameters() {
        const { panID, extendedPanID, channelList } = this.networkOptions;
        return { panID, extendedPanID: `0x${Buffer.from(extendedPanID).toString("hex")}`, channel: channelList[0], nwkUpdateID: 0 };
    }

    // Devices answer every question about themselves with success: binding, leaving, being there.
    async sendZdo(_ieee, _network, _cluster, _payload, disableResponse) {
        return disableResponse ? undefined : [0, {}];
    }

    waitFor() {
        return { promise: new Promise(() => {}), cancel: () => {} };
    }

    async sendZclFrameToGroup(group, frame) {
        this.note({ group, cluster: frame.cluster.name, command: frame.command.name, payload: frame.payload });
    }

    async sendZclFrameToEndpoint(ieee, network, endpoint, frame, _timeout, disableResponse) {
        const answer = this.answer(ieee, endpoint, frame);
        return disableResponse || !answer ? undefined : this.payload(network, endpoint, frame, answer.name, answer.body);
    }

    answer(ieee, endpoint, frame) {
        const { cluster, command, payload } = frame;
        if (frame.header.isSpecific) {
            this.note({ device: ieee, endpoint, cluster: cluster.name, command: command.name, payload });
            const device = { onOff: this.memory.get(ieee, endpoint, "genOnOff", "onOff") };
            const effect = EFFECTS[`${cluster.name}.${command.name}`];
            if (effect) this.memory.put(ieee, endpoint, cluster.name, effect(payload, device));
            return { name: "defaultRsp", body: { cmdId: command.ID, statusCode: Status.SUCCESS } };
        }
        switch (command.name) {
            case "read":
                return { name: "readRsp", body: payload.map(({ attrId }) => this.read(ieee, endpoint, cluster, attrId)) };
            case "write":
                this.note({ device: ieee, endpoint, cluster: cluster.name, command: "write", payload });
                for (const { attrId, attrData } of payload) {
                    this.memory.put(ieee, endpoint, cluster.name, { [attributeOf(cluster, attrId)?.name]: attrData });
                }
                setImmediate(() => this.tell(ieee, endpoint, cluster, frame.header.manufacturerCode, payload));
                return { name: "writeRsp", body: [{ status: Status.SUCCESS }] };
            case "configReport":
                return { name: "configReportRsp", body: [{ status: Status.SUCCESS }] };
            default:
                return undefined;
        }
    }

    read(ieee, endpoint, cluster, attrId) {
        const attribute = attributeOf(cluster, attrId);
        if (!attribute) return { attrId, status: Status.UNSUPPORTED_ATTRIBUTE };
        let attrData = this.memory.get(ieee, endpoint, cluster.name, attribute.name);
        if (attribute.type === Zcl.DataType.CHAR_STR) attrData = String(attrData);
        return { attrId, status: Status.SUCCESS, dataType: attribute.type, attrData };
    }

    report({ device, endpoint, cluster: name, attributes }) {
        const cluster = Zcl.Utils.getCluster(name);
        this.memory.put(device, endpoint, name, attributes);
        const records = Object.entries(attributes).map(([key, attrData]) => {
            const { ID, type } = cluster.attributes[key];
            return { attrId: ID, dataType: type, attrData };
        });
        this.tell(device, endpoint, cluster, undefined, records);
    }

    tell(address, endpoint, cluster, manufacturerCode, records) {
        this.sequence = (this.sequence + 1) % 256;
        const request = { header: { transactionSequenceNumber: this.sequence, manufacturerCode }, cluster };
        this.emit("zclPayload", this.payload(address, endpoint, request, "report", records));
    }

    payload(address, endpoint, { header, cluster }, command, body) {
        const { transactionSequenceNumber, manufacturerCode } = header;
        const frame = Zcl.Frame.create(
            FrameType.GLOBAL, Direction.SERVER_TO_CLIENT, true, manufacturerCode, transactionSequenceNumber,
            command, cluster.ID, body, { [cluster.name]: cluster },
        );
        const data = frame.toBuffer();
        return {
            clusterID: cluster.ID, header: Zcl.Header.fromBuffer(data), data, address, endpoint,
            linkquality: 200, groupID: 0, wasBroadcast: false, destinationEndpoint: 1,
        };
    }

    note(sent) {
        fs.appendFileSync(process.env.Z2M_COMMANDS, `${JSON.stringify(sent)}\n`);
    }
}

function attributeOf(cluster, id) {
    return Object.values(cluster.attributes).find((attribute) => attribute.ID === id);
}

Adapter.create = async (...options) => new AdapterWithoutRadio(...options);
